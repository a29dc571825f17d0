/** The queue of a Dijkstra whose keys are too large for buckets: a binary heap (Williams 1964) in flat arrays that grow. */
export class NodeHeap {
  #keys = new Float64Array(1024);
  #nodes = new Int32Array(1024);
  size = 0;

  clear(): void {
    this.size = 0;
  }

  /** The least key; there must be one. */
  least(): number {
    return this.#keys[0]!;
  }

  push(key: number, node: number): void {
    if (this.size === this.#keys.length) this.#widen();
    const [keys, nodes] = [this.#keys, this.#nodes];
    let at = this.size++;
    while (at > 0) {
      const up = (at - 1) >> 1;
      if (keys[up]! <= key) break;
      keys[at] = keys[up]!;
      nodes[at] = nodes[up]!;
      at = up;
    }
    keys[at] = key;
    nodes[at] = node;
  }

  /** Takes the node with the least key out; there must be one. */
  pop(): number {
    const [keys, nodes] = [this.#keys, this.#nodes];
    const top = nodes[0]!;
    const size = --this.size;
    const [key, node] = [keys[size]!, nodes[size]!];
    let at = 0;
    for (let child = 1; child < size; child = 2 * at + 1) {
      if (child + 1 < size && keys[child + 1]! < keys[child]!) child += 1;
      if (keys[child]! >= key) break;
      keys[at] = keys[child]!;
      nodes[at] = nodes[child]!;
      at = child;
    }
    keys[at] = key;
    nodes[at] = node;
    return top;
  }

  #widen(): void {
    const [keys, nodes] = [new Float64Array(this.size * 2), new Int32Array(this.size * 2)];
    keys.set(this.#keys);
    nodes.set(this.#nodes);
    [this.#keys, this.#nodes] = [keys, nodes];
  }
}
