import { Button, FileTrigger } from "react-aria-components";
import type { Session } from "../../../shared/rpc/contract.ts";
import { useText } from "../../i18n/text.tsx";
import { ImportIcon, NewIcon } from "../../theme/icons.tsx";
import { FILE_TYPES } from "../../../shared/import/file.ts";
import { chosenFiles } from "../library/given-files.ts";
import type { LibraryActions } from "../library/use-library.ts";
import { isAlone, NewsroomDialog } from "./newsroom-dialog.tsx";

/** Shown on an empty desk: what Tahrir is, and the three ways to begin. */
export function Welcome({ session, actions }: { readonly session: Session; readonly actions: LibraryActions }) {
  const t = useText();
  return (
    <main className="app-welcome" aria-label={t("app.main")} data-region="article">
      <h1>{t("app.welcome.title")}</h1>
      <p className="app-welcome-lead">{t("app.welcome.lead")}</p>
      <p>{t("app.welcome.text")}</p>
      <div className="app-welcome-ways">
        {actions.mayCreate && (
          <>
            <Button className="app-button app-primary" onPress={() => void actions.create()}>
              <NewIcon />
              {t("app.welcome.new")}
            </Button>
            <FileTrigger allowsMultiple acceptedFileTypes={FILE_TYPES} onSelect={(files) => void actions.importFiles(chosenFiles(files))}>
              <Button className="app-button">
                <ImportIcon />
                {t("app.welcome.import")}
              </Button>
            </FileTrigger>
          </>
        )}
        {isAlone(session) && <NewsroomDialog session={session} />}
      </div>
    </main>
  );
}
