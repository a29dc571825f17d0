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
    req.on("error", fail);
    req.end(order.body);
  });
}
