const mark = "tus::";

/** A large file that did not arrive: the same file, chosen again, goes on where it stopped. */
export interface UnfinishedUpload {
  key: string;
  name: string;
}

/** What this browser began to upload and has not finished, as the upload library remembers it. */
export function unfinishedUploads(): UnfinishedUpload[] {
  try {
    return Object.keys(localStorage)
      .filter((key) => key.startsWith(mark))
      .flatMap((key) => {
        const kept = JSON.parse(localStorage.getItem(key) ?? "null") as {
          metadata?: { filename?: string };
        } | null;
        return kept?.metadata?.filename ? [{ key, name: kept.metadata.filename }] : [];
      });
  } catch {
    return [];
  }
}

/** It will not be gone on with. */
export function forgetUnfinished(key: string): void {
  try {
    localStorage.removeItem(key);
  } catch {
    return;
  }
}
