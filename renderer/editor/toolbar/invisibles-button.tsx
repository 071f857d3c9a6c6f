import type { Command } from "prosemirror-state";
import { useState } from "react";
import { Button, Dialog, DialogTrigger, Popover, Switch } from "react-aria-components";
import {
  closeControls,
  controlsAround,
  convertControls,
  selectedInvisibles,
  stripInvisibles,
} from "../../../shared/article/commands/commands.ts";
import { useText } from "../../i18n/text.tsx";
import { InvisiblesIcon } from "../../theme/icons.tsx";
import { areInvisiblesShown, toggleInvisibles } from "../invisibles.ts";
import { runIn, type EditorHandle } from "../view.ts";
import { Tool } from "./tool.tsx";

const COMMANDS = { strip: stripInvisibles, convert: convertControls, close: closeControls } as const;

/** What one does not see: shown in the article, and of what is selected explained, taken away, converted or ended by whoever may edit (BD35, BD36). */
export function InvisiblesButton({ handle }: { readonly handle: EditorHandle }) {
  const t = useText();
  return (
    <DialogTrigger>
      <Tool name={t("invisibles")} keys="Mod-Alt-Shift-I">
        <InvisiblesIcon />
      </Tool>
      <Popover className="app-popover">
        <Dialog className="app-dialog" aria-label={t("invisibles")}>
          <Inspector handle={handle} />
        </Dialog>
      </Popover>
    </DialogTrigger>
  );
}

function Inspector({ handle: { view } }: { readonly handle: EditorHandle }) {
  const t = useText();
  const [state, setState] = useState(view.state);
  const run = (command: Command) => {
    runIn(view, command);
    setState(view.state);
  };
  const found = [...selectedInvisibles(state)];
  const around = controlsAround(state);
  return (
    <>
      <Switch className="app-switch" isSelected={areInvisiblesShown(state)} onChange={() => run(toggleInvisibles)}>
        <span className="app-track" />
        {t("invisibles.show")}
      </Switch>
      <h2>{t(state.selection.empty ? "invisibles.block" : "invisibles.selection")}</h2>
      {found.length === 0 ? (
        <p className="app-muted">{t("invisibles.none")}</p>
      ) : (
        <ul className="invisibles-list">
          {found.map(([kind, count]) => (
            <li key={kind}>{t("invisibles.count", { name: t(`invisibles.${kind}`), count })}</li>
          ))}
        </ul>
      )}
      {around.length > 0 && (
        <>
          <h2>{t("invisibles.around")}</h2>
          <ul className="invisibles-list">
            {around.map((kind) => (
              <li key={kind}>{t(`invisibles.${kind}`)}</li>
            ))}
          </ul>
        </>
      )}
      {view.editable && (
        <div className="app-row app-row-wraps">
          {(Object.keys(COMMANDS) as (keyof typeof COMMANDS)[]).map((name) => (
            <Button key={name} className="app-button" isDisabled={!COMMANDS[name](state)} onPress={() => run(COMMANDS[name])}>
              {t(`invisibles.${name}`)}
            </Button>
          ))}
        </div>
      )}
    </>
  );
}
