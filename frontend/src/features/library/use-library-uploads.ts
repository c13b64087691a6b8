import { useEffect, useRef, useState } from "react";

import { uploadMedia, useKeepMedia } from "@/lib/api/media";
import { toProblem, type ApiProblem } from "@/lib/api/problem";

/** A file on its way to the library. */
export interface Arrival {
  key: number;
  name: string;
  /** 0 to 1; null while it waits for its turn. */
  progress: number | null;
  /** It waits for the connection. */
  paused: boolean;
  problem: ApiProblem | null;
}

const atOnce = 2;
let begun = 0;

/** Brings files to the library, two at a time. What fails stays to be read and tried again. */
export function useLibraryUploads() {
  const keep = useKeepMedia();
  const [arrivals, setArrivals] = useState<Arrival[]>([]);
  const files = useRef(new Map<number, File>());
  const stops = useRef(new Map<number, AbortController>());
  const waiting = useRef<number[]>([]);

  useEffect(() => {
    const running = stops.current;
    return () => running.forEach((stop) => stop.abort());
  }, []);

  const change = (key: number, changes: Partial<Arrival>) =>
    setArrivals((all) => all.map((one) => (one.key === key ? { ...one, ...changes } : one)));

  const drop = (key: number) => {
    files.current.delete(key);
    waiting.current = waiting.current.filter((one) => one !== key);
    setArrivals((all) => all.filter((one) => one.key !== key));
  };

  const send = async (key: number, file: File) => {
    const stop = new AbortController();
    stops.current.set(key, stop);
    change(key, { progress: 0, paused: false, problem: null });
    try {
      const media = await uploadMedia(file, {
        signal: stop.signal,
        onProgress: (progress) => change(key, { progress }),
        onPause: (paused) => change(key, { paused }),
      });
      keep(media);
      drop(key);
    } catch (error) {
      if (!stop.signal.aborted) change(key, { problem: toProblem(error) });
    }
    stops.current.delete(key);
    next();
  };

  const next = () => {
    while (stops.current.size < atOnce) {
      const key = waiting.current.shift();
      const file = key === undefined ? undefined : files.current.get(key);
      if (key === undefined || !file) return;
      void send(key, file);
    }
  };

  const enqueue = (key: number) => {
    waiting.current.push(key);
    next();
  };

  return {
    arrivals,
    add: (chosen: File[]) => {
      const fresh = chosen.map((file) => ({ key: (begun += 1), file }));
      fresh.forEach(({ key, file }) => files.current.set(key, file));
      setArrivals((all) => [
        ...all,
        ...fresh.map(({ key, file }) => ({
          key,
          name: file.name,
          progress: null,
          paused: false,
          problem: null,
        })),
      ]);
      fresh.forEach(({ key }) => enqueue(key));
    },
    /** Stops it, or takes away what is left of it. */
    forget: (key: number) => {
      stops.current.get(key)?.abort();
      drop(key);
    },
    again: (key: number) => {
      change(key, { progress: null, problem: null });
      enqueue(key);
    },
  };
}
