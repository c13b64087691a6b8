import { useEffect, useRef, useState } from "react";

import type { AttachedFile, Media } from "@/lib/api/contract";
import { uploadMedia } from "@/lib/api/media";
import { toProblem, type ApiProblem } from "@/lib/api/problem";

/** A file on its way to the library. */
export interface Upload {
  key: string;
  partKey: string;
  name: string;
  /** An address of this browser that shows the picture before the server has it. */
  picture: string;
  /** 0 to 1. */
  progress: number;
  problem: ApiProblem | null;
}

let begun = 0;

const attached = ({ id, alt, url, thumbnail_url }: Media): AttachedFile => ({
  media_id: id,
  alt,
  url,
  thumbnail_url,
});

/** Brings files to the library, several at once, and hands each over when it is there. */
export function useUploads(
  onDone: (partKey: string, place: (files: AttachedFile[]) => AttachedFile[]) => void,
) {
  const [uploads, setUploads] = useState<Upload[]>([]);
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
      picture: URL.createObjectURL(file),
      progress: 0,
      problem: null,
    };
    const stop = new AbortController();
    stops.current.set(upload.key, stop);
    setUploads((all) => [...all, upload]);
    try {
      const onProgress = (progress: number) => change(upload.key, { progress });
      const media = await uploadMedia(file, { signal: stop.signal, onProgress });
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
