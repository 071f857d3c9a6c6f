import type { Status } from "../../../shared/status.ts";
import type { Text } from "../../i18n/text.tsx";

/** Says that editors only suggest. @param from the status from which they do */
export const requiredText = (from: Status, t: Text): string =>
  from === "draft" ? t("status.required") : t("status.required.from", { status: t(`status.${from}`) });
