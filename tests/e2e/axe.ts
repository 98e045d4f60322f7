/** What axe finds on a page. */
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';

/** One line for each finding of at least that impact: all there are, or only what keeps somebody out. */
export async function axeFindings(
  page: Page,
  { within = 'body', isAll = false } = {},
): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page })
    .include(within)
    // What is right is not listed: on a page of a thousand parts that list is most of the work.
    .options({ resultTypes: ['violations'] })
    // Nor is a second page opened for the result: it is needed where frames come from elsewhere, and there are none.
    .setLegacyMode()
    .analyze();
  return violations
    .filter(({ impact }) => isAll || impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
}
