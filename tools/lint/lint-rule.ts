import type { RuleTester } from 'oxlint/plugins-dev';

/** A rule as oxlint takes it; the package does not name this type. */
export type LintRule = Parameters<RuleTester['run']>[1];
