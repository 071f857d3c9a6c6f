import { useLayoutEffect, useRef, useState, type Ref } from "react";
import { useText } from "../i18n/text.tsx";

/** Breadth of the broadest sheet with what the preview shows beside it, in CSS pixels. */
const SHEET = 870;

interface Props {
  readonly ref: Ref<HTMLIFrameElement>;
  /** HTML; null while it is made. */
  readonly page: string | null;
  /** What is shown is what was asked for. */
  readonly isDrawn: boolean;
  /** The page is drawn, in its own fonts. */
  readonly onDrawn: () => void;
}

/** The page that will be printed, made small, as one long sheet. In it no script runs, and nothing leads out of it. */
export function PrintPreview({ ref, page, isDrawn, onDrawn }: Props) {
  const t = useText();
  const box = useRef<HTMLDivElement>(null);
  const [size, setSize] = useState({ scale: 0.5, height: 0 });
  useLayoutEffect(() => {
    const observer = new ResizeObserver(([entry]) => {
      const { width, height } = entry!.contentRect;
      if (width > 0) setSize({ scale: width / SHEET, height: (height * SHEET) / width });
    });
    observer.observe(box.current!);
    return () => observer.disconnect();
  }, []);
  return (
    <div ref={box} className="print-preview" dir="ltr" data-late={!isDrawn || undefined}>
      {page !== null && (
        <iframe
          ref={ref}
          className="print-sheet"
          title={t("print.preview")}
          sandbox="allow-same-origin allow-modals"
          srcDoc={page}
          style={{ blockSize: size.height, scale: size.scale }}
          onLoad={({ currentTarget: { contentDocument } }) => void contentDocument?.fonts.ready.then(onDrawn)}
        />
      )}
    </div>
  );
}
