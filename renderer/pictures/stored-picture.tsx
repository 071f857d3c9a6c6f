import { useEffect, useRef, useState, type ReactNode } from "react";
import { readReference } from "../../shared/pictures/reference.ts";
import { drawStored } from "./draw-stored.ts";
import { usePictureSource, type PictureSource } from "./picture-source.ts";

interface Props {
  /** A reference. */
  readonly src: string;
  readonly alt: string;
  readonly className: string;
  /** Of the window's pictures where none is given. */
  readonly source?: PictureSource;
  /** In place of a picture that is not on this computer yet. */
  readonly missing: ReactNode;
}

/** A stored picture (PI5). */
export function StoredPicture({ src, alt, className, source: given, missing }: Props) {
  const common = usePictureSource();
  const source = given ?? common;
  const image = useRef<HTMLImageElement>(null);
  const [isMissing, setMissing] = useState(false);
  useEffect(() => {
    const reference = readReference(src);
    return reference ? drawStored(image.current!, reference, source, setMissing) : undefined;
  }, [src, source]);
  return (
    <>
      <img ref={image} className={className} alt={alt} hidden={isMissing} />
      {isMissing && missing}
    </>
  );
}
