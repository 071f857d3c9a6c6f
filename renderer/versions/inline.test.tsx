import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { schema } from "../../shared/article/model/schema.ts";
import { Inline } from "./inline.tsx";

const run = (text: string) => `<span class="bidi-run" dir="ltr">${text}</span>`;

test("BD57: in a comparison what is isolated by itself stands in order, also in the parts that changed", () => {
  const bold = [schema.mark("bold", { value: true })];
  const node = schema.node("paragraph", null, [schema.text("رشد 42."), schema.text("5", bold), schema.text("% شد")]);
  const shown = (from: number, to: number) => renderToStaticMarkup(<Inline node={node} from={from} to={to} suggested={[]} base="rtl" />);
  expect(shown(0, node.content.size)).toBe(`رشد ${run("42.")}<strong>${run("5")}</strong>${run("%")} شد`);
  expect(shown(5, 8)).toBe(`${run("2.")}<strong>${run("5")}</strong>`);
  expect(shown(0, 3)).toBe("رشد");
});
