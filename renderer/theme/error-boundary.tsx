import { Component, type ErrorInfo, type ReactNode } from "react";
import { Button } from "react-aria-components";
import { useText, type Text } from "../i18n/text.tsx";

type Part = "window" | "library" | "page" | "margin" | "note";

interface Props {
  readonly part: Part;
  readonly onError?: () => void;
  readonly children: ReactNode;
}

/** Shows a message in place of a part of the interface that failed; everything around it goes on (NO25). */
export function ErrorBoundary(props: Props) {
  return <Boundary t={useText()} {...props} />;
}

class Boundary extends Component<Props & { readonly t: Text }, { readonly failed: boolean }> {
  override state = { failed: false };

  static getDerivedStateFromError() {
    return { failed: true };
  }

  override componentDidCatch(error: Error, { componentStack }: ErrorInfo) {
    console.error(this.props.part, error, componentStack);
    this.props.onError?.();
  }

  override render() {
    const { t, part, children } = this.props;
    if (!this.state.failed) return children;
    if (part === "window") {
      return (
        <main className="app-crash" role="alert">
          <h1>{t("app.crash.title")}</h1>
          <p>{t("app.crash.safe")}</p>
          <Button className="app-button app-primary" onPress={() => location.reload()}>
            {t("app.crash.reload")}
          </Button>
        </main>
      );
    }
    return (
      <div className="app-broken" role="alert" data-part={part}>
        <p>{t(`app.broken.${part}`)}</p>
        <Button className="app-button" onPress={() => this.setState({ failed: false })}>
          {t("app.broken.retry")}
        </Button>
      </div>
    );
  }
}
