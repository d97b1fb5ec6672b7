import { codesAcrossBorder } from './codes-across-border.ts';
import { testRule } from './test-rule.ts';

testRule('codes-across-border', codesAcrossBorder, {
  passes: [
    "import { Secret } from '@fernwart/addon-kit'; const isSecret = 'reveal' in value",
    "import { TeamViewerError } from '@fernwart/teamviewer'; if (error instanceof TeamViewerError) give();",
  ],
  fires: ["import { Secret } from '@fernwart/addon-kit'; if (value instanceof Secret) hide();"],
});
