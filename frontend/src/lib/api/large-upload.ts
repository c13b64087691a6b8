import { DetailedError, Upload } from "tus-js-client";

import { api, refreshAccess } from "./client";
import type { Media } from "./contract";
import { csrfToken } from "./csrf";
import { ApiProblem } from "./problem";

interface PiecesOptions {
  signal: AbortSignal;
  onProgress: (share: number) => void;
  onPause?: (paused: boolean) => void;
}

const piece = 4 * 1024 * 1024;
const retries = [500, 2_000, 5_000, 10_000];

// What the API says of the refusal is for people; what the protocol's library says is not.
function problemOf(error: unknown): ApiProblem {
  const answer = error instanceof DetailedError ? error.originalResponse : null;
  try {
    const body = JSON.parse(answer?.getBody() ?? "") as { title: string; detail: string; code: string };
    return new ApiProblem({ status: answer?.getStatus() ?? 0, ...body });
  } catch {
    return new ApiProblem({
      status: answer?.getStatus() ?? 0,
      code: "answer_lost",
      title: "The upload was interrupted.",
      detail: "Choose the same file again: it goes on where it stopped.",
    });
  }
}

const isOffline = () => !navigator.onLine;

/**
 * Brings a large file to the library by the tus protocol. It stands still while there is no connection, and the same
 * file, chosen again after a reload, goes on where it stopped. Rejects with `ApiProblem`.
 */
export async function uploadInPieces(file: File, options: PiecesOptions): Promise<Media> {
  const id = await send(file, options);
  const { data } = await api.post<{ media: Media }>(
    `/media/uploads/${id}/finish`,
    {},
    {
      signal: options.signal,
      timeout: 10 * 60_000,
    },
  );
  return data.media;
}

function send(file: File, { signal, onProgress, onPause }: PiecesOptions): Promise<string> {
  return new Promise((resolve, reject) => {
    let renewed = false;
    const upload = new Upload(file, {
      endpoint: "/api/media/uploads",
      chunkSize: piece,
      retryDelays: retries,
      removeFingerprintOnSuccess: true,
      metadata: { filename: file.name, filetype: file.type },
      onBeforeRequest: (request) => request.setHeader("X-CSRF-Token", csrfToken() ?? ""),
      onProgress: (sent, total) => onProgress(sent / total),
      onShouldRetry: (error) => {
        const status = error.originalResponse?.getStatus() ?? 0;
        return (
          !isOffline() &&
          (status === 0 || status === 409 || status === 423 || status === 429 || status >= 500)
        );
      },
      onError: (error) => {
        if (isOffline()) return;
        const signedOut = error instanceof DetailedError && error.originalResponse?.getStatus() === 401;
        if (!signedOut || renewed) {
          end(() => reject(problemOf(error)));
          return;
        }
        renewed = true;
        refreshAccess().then(
          () => upload.start(),
          () => end(() => reject(problemOf(error))),
        );
      },
      onSuccess: () => end(() => resolve(upload.url?.split("/").at(-1) ?? "")),
    });
    const pause = () => {
      onPause?.(true);
      void upload.abort();
    };
    const goOn = () => {
      onPause?.(false);
      upload.start();
    };
    const stop = () => {
      end(() => reject(problemOf(null)));
      void upload.abort(true);
    };
    const end = (then: () => void) => {
      window.removeEventListener("offline", pause);
      window.removeEventListener("online", goOn);
      signal.removeEventListener("abort", stop);
      then();
    };
    window.addEventListener("offline", pause);
    window.addEventListener("online", goOn);
    signal.addEventListener("abort", stop);
    void upload.findPreviousUploads().then(([earlier]) => {
      if (earlier) upload.resumeFromPreviousUpload(earlier);
      if (isOffline()) onPause?.(true);
      else upload.start();
    });
  });
}
