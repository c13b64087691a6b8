import { api } from "./client";
import type { Media } from "./contract";

interface UploadOptions {
  signal: AbortSignal;
  /** Called with 0 to 1 as the bytes leave. */
  onProgress: (share: number) => void;
}

// A large file on a slow line takes minutes, and that is not a fault.
const patience = 10 * 60_000;

/** Stores a file in the library. */
export async function uploadMedia(file: File, { signal, onProgress }: UploadOptions): Promise<Media> {
  const form = new FormData();
  form.append("file", file, file.name || "picture");
  const { data } = await api.post<{ media: Media }>("/media", form, {
    signal,
    timeout: patience,
    onUploadProgress: ({ loaded, total }) => total && onProgress(loaded / total),
  });
  return data.media;
}
