import { type Agent, request as send } from "node:http";

/** Sends one order as a browser does; answers with what came back. @throws Error when the connection broke */
export function postOrder(
  agent: Agent,
  port: number,
  order: { readonly cookie: string; readonly body: string },
): Promise<{ status: number; text: string }> {
  return new Promise((done, fail) => {
    const req = send(
      {
        agent,
        host: "127.0.0.1",
        port,
        method: "POST",
        path: "/api/trpc/orders.place",
        headers: {
          "content-type": "application/json",
          cookie: order.cookie,
          "content-length": Buffer.byteLength(order.body),
        },
      },
      (res) => {
        let text = "";
        res.setEncoding("utf8");
        res.on("data", (chunk: string) => {
          text += chunk;
        });
        res.on("end", () => done({ status: res.statusCode ?? 0, text }));
      },
    );
    // A kept connection may be closed by the server just as it is used again: another one is opened then, as browsers do,
    // and the order has its key. Without it a run whose own process is slow loses the race.
    req.on("error", (error) => (req.reusedSocket ? done(postOrder(agent, port, order)) : fail(error)));
    req.end(order.body);
  });
}
