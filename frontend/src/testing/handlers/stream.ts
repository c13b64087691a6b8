import { http, HttpResponse } from "msw";

export default [
  // Opens and stays silent, as the real stream does while nothing happens.
  http.get("/api/stream", () => {
    const body = new ReadableStream<Uint8Array>({
      start: (controller) => controller.enqueue(new TextEncoder().encode(": hello\n\n")),
    });
    return new HttpResponse(body, { headers: { "Content-Type": "text/event-stream" } });
  }),
];
