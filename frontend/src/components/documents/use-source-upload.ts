import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";

import type { Source } from "@/lib/api/contract";
import { keys } from "@/lib/api/keys";
import { toProblem, type ApiProblem } from "@/lib/api/problem";
import { uploadSource } from "@/lib/api/sources";

/** A document on its way to the server. */
export interface SourceUpload {
  key: number;
  name: string;
  /** 0 to 1. */
  progress: number;
  problem: ApiProblem | null;
}

let begun = 0;

/** Brings documents to the server and hands each over when it is there; reading goes on without this page. */
export function useSourceUpload(onDone: (source: Source) => void) {
  const client = useQueryClient();
  const [uploads, setUploads] = useState<SourceUpload[]>([]);
  const stops = useRef(new Map<number, AbortController>());

  useEffect(() => {
    const running = stops.current;
    return () => running.forEach((stop) => stop.abort());
  }, []);

  const change = (key: number, changes: Partial<SourceUpload>) =>
    setUploads((all) => all.map((upload) => (upload.key === key ? { ...upload, ...changes } : upload)));

  const forget = (key: number) => {
    stops.current.get(key)?.abort();
    stops.current.delete(key);
    setUploads((all) => all.filter((upload) => upload.key !== key));
  };

  const send = async (file: File) => {
    begun += 1;
    const key = begun;
    const stop = new AbortController();
    stops.current.set(key, stop);
    setUploads((all) => [...all, { key, name: file.name, progress: 0, problem: null }]);
    try {
      const source = await uploadSource(file, {
        signal: stop.signal,
        onProgress: (progress) => change(key, { progress }),
      });
      client.setQueryData(keys.source(source.id), source);
      void client.invalidateQueries({ queryKey: [...keys.sources, "list"] });
      forget(key);
      onDone(source);
    } catch (error) {
      if (!stop.signal.aborted) change(key, { problem: toProblem(error) });
    }
  };

  return { uploads, forget, add: (files: File[]) => files.forEach((file) => void send(file)) };
}
