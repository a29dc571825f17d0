/** A small seeded generator (xorshift, 32 bit state; Marsaglia 2003). The same seed gives the same sequence everywhere. */
export class Random {
  private state: number;

  constructor(seed: number) {
    // Scramble, so that the seeds 1, 2, 3 start far apart; zero is the one state that xorshift cannot leave.
    let z = (seed + 0x9e3779b9) | 0;
    z = Math.imul(z ^ (z >>> 16), 0x85ebca6b);
    z = Math.imul(z ^ (z >>> 13), 0xc2b2ae35);
    this.state = z ^ (z >>> 16) || 1;
  }

  /** In [0, 1). */
  next(): number {
    let x = this.state;
    x ^= x << 13;
    x ^= x >>> 17;
    x ^= x << 5;
    this.state = x;
    return (x >>> 0) / 4294967296;
  }

  /** A whole number in [0, n). */
  below(n: number): number {
    return (this.next() * n) | 0;
  }
}
