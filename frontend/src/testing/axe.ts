import axe from "axe-core";

// jsdom knows neither layout nor computed colours; these two are proved in the real browser.
const needsLayout = { "color-contrast": { enabled: false }, "target-size": { enabled: false } };

/** What axe holds against the element, one line each; an empty list is the wanted answer. */
export async function accessibilityFaults(element: Element = document.body): Promise<string[]> {
  const { violations } = await axe.run(element, {
    rules: { ...needsLayout, region: { enabled: false } },
    runOnly: ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"],
  });
  return violations.flatMap(({ id, help, nodes }) =>
    nodes.map(({ target }) => `${id}: ${help} (${target.join(" ")})`),
  );
}
