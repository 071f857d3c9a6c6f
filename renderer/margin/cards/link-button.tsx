import { useState } from "react";
import { Button } from "react-aria-components";
import type { MessageKey } from "../../i18n/catalogue.ts";
import { useText } from "../../i18n/text.tsx";
import { LinkIcon } from "../../theme/icons.tsx";
import { Tip } from "../../theme/tip.tsx";

/** Copies the link to a thread (NO38). @param link the address */
export function LinkButton({ link }: { readonly link: string }) {
  const t = useText();
  const [said, setSaid] = useState<MessageKey | null>(null);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(link);
      setSaid("threads.link.copied");
    } catch (error) {
      if (!(error instanceof DOMException)) throw error;
      setSaid("threads.link.failed");
    }
  };
  return (
    <>
      <output className="margin-said">{said !== null && t(said)}</output>
      <Tip name={t("threads.link.copy")}>
        <Button className="margin-link" aria-label={t("threads.link.copy")} onPress={() => void copy()}>
          <LinkIcon />
        </Button>
      </Tip>
    </>
  );
}
