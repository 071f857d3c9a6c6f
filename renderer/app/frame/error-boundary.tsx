/** What a reader sees when the interface itself fails: the words are safe, and a way on. */
import { Component, type ErrorInfo, type ReactNode } from "react";
import { Button } from "react-aria-components";
import type { Text } from "../../i18n/text.tsx";

interface Props {
  readonly t: Text;
  readonly children: ReactNode;
}

export class ErrorBoundary extends Component<Props, { readonly failed: boolean }> {
  override state = { failed: false };

  static getDerivedStateFromError() {
    return { failed: true };
  }

  override componentDidCatch(error: Error, { componentStack }: ErrorInfo) {
    console.error(error, componentStack);
  }

  override render() {
    const { t, children } = this.props;
    if (!this.state.failed) return children;
    return (
      <main className="app-crash" role="alert">
        <h1>{t("app.crash.title")}</h1>
        <p>{t("app.crash.safe")}</p>
        <Button className="app-button app-primary" onPress={() => location.reload()}>{t("app.crash.reload")}</Button>
      </main>
    );
  }
}
