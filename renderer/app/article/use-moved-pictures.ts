import { useEffect } from "react";
import { movePictures } from "../../../shared/article/sync/figure-sources.ts";
import { RpcError } from "../../../shared/rpc/error.ts";
import type { PictureSource } from "../../pictures/picture-source.ts";
import type { ArticleRooms, RoomsState } from "./article-rooms.ts";
import { useRoomsState } from "./use-article.ts";

const readLoaded = ({ replica }: RoomsState): boolean => replica.loaded;

/** Moves pictures out of an open article that holds them in the older form (PI24). @param source null for whoever may not write it */
export function useMovedPictures(rooms: ArticleRooms, source: PictureSource | null, onError: (error: unknown) => void): void {
  const isLoaded = useRoomsState(rooms, readLoaded);
  useEffect(() => {
    if (!isLoaded || !source) return;
    movePictures(rooms.body, async (bytes) => {
      try {
        return await source.store(bytes);
      } catch (error) {
        // It is too large for the store, or is no picture: it is shown as before.
        if (error instanceof RpcError) return null;
        throw error;
      }
    }).catch(onError);
  }, [rooms, source, isLoaded, onError]);
}
