import { useEffect, useRef, useState } from "react";

import type { AttachedFile, Media, MediaKind } from "@/lib/api/contract";
import { uploadMedia, useKeepMedia } from "@/lib/api/media";
import { toProblem, type ApiProblem } from "@/lib/api/problem";

/** A file on its way to the library. */
export interface Upload {
  key: string;
  partKey: string;
  name: string;
  kind: MediaKind;
  /** An address of this browser that shows the picture before the server has it. */
  picture: string;
  /** 0 to 1. */
  progress: number;
  /** It waits for the connection. */
  paused: boolean;
  problem: ApiProblem | null;
}

let begun = 0;

export const attached = ({ id, alt, url, thumbnail_url }: Media): AttachedFile => ({
  media_id: id,
  alt,
  url,
  thumbnail_url,
  focus: null,
});

const kindOf = ({ type }: File): MediaKind => {
  if (type === "image/gif") return "gif";
  if (type.startsWith("video/")) return "video";
  return type === "application/pdf" ? "document" : "image";
};

/** Brings files to the library, several at once, and hands each over when it is there. */
export function useUploads(
  onDone: (partKey: string, place: (files: AttachedFile[]) => AttachedFile[]) => void,
) {
  const [uploads, setUploads] = useState<Upload[]>([]);
  const keepMedia = useKeepMedia();
  const stops = useRef(new Map<string, AbortController>());
  const numbers = useRef(new Map<string, number>());

  /** Small files overtake large ones on the line; in the post they stand as they were chosen. */
  const placing = (file: AttachedFile, number: number) => (files: AttachedFile[]) => {
    numbers.current.set(file.media_id, number);
    const after = files.findIndex(({ media_id }) => (numbers.current.get(media_id) ?? 0) > number);
    return after < 0 ? [...files, file] : [...files.slice(0, after), file, ...files.slice(after)];
  };

  useEffect(() => {
    const running = stops.current;
    return () => running.forEach((stop) => stop.abort());
  }, []);

  const change = (key: string, changes: Partial<Upload>) =>
    setUploads((all) => all.map((upload) => (upload.key === key ? { ...upload, ...changes } : upload)));

  const forget = ({ key, picture }: Upload) => {
    stops.current.get(key)?.abort();
    stops.current.delete(key);
    URL.revokeObjectURL(picture);
    setUploads((all) => all.filter((upload) => upload.key !== key));
  };

  const send = async (partKey: string, file: File) => {
    begun += 1;
    const number = begun;
    const upload: Upload = {
      key: `upload-${number}`,
      partKey,
      name: file.name,
      kind: kindOf(file),
      picture: URL.createObjectURL(file),
      progress: 0,
      paused: false,
      problem: null,
    };
    const stop = new AbortController();
    stops.current.set(upload.key, stop);
    setUploads((all) => [...all, upload]);
    try {
      const media = await uploadMedia(file, {
        signal: stop.signal,
        onProgress: (progress) => change(upload.key, { progress }),
        onPause: (paused) => change(upload.key, { paused }),
      });
      keepMedia(media);
      onDone(partKey, placing(attached(media), number));
      forget(upload);
    } catch (error) {
      if (!stop.signal.aborted) change(upload.key, { problem: toProblem(error) });
    }
  };

  return {
    uploads,
    add: (partKey: string, files: File[]) => files.forEach((file) => void send(partKey, file)),
    forget,
  };
}
