/** Fonts for pictures, the same on every machine: Inter for the workbench, JetBrains Mono for code. */
import { copyFile, mkdir, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { npmInstall, provideTool } from './toolCache.ts';

const INTER = '@expo-google-fonts/inter';
const MONO = '@expo-google-fonts/jetbrains-mono';
const PACKAGES = [`${INTER}@0.4.2`, `${MONO}@0.4.1`];
const FILES = [
  `${INTER}/400Regular/Inter_400Regular.ttf`,
  `${INTER}/400Regular_Italic/Inter_400Regular_Italic.ttf`,
  `${INTER}/500Medium/Inter_500Medium.ttf`,
  `${INTER}/600SemiBold/Inter_600SemiBold.ttf`,
  `${INTER}/700Bold/Inter_700Bold.ttf`,
  `${MONO}/400Regular/JetBrainsMono_400Regular.ttf`,
  `${MONO}/400Regular_Italic/JetBrainsMono_400Regular_Italic.ttf`,
  `${MONO}/700Bold/JetBrainsMono_700Bold.ttf`,
  `${MONO}/700Bold_Italic/JetBrainsMono_700Bold_Italic.ttf`,
];

/** Provides the fonts and returns the variables that make Chromium on Linux use them. */
export async function pictureFonts(): Promise<Readonly<Record<string, string>>> {
  const folder = await provideTool({
    title: 'fonts for pictures',
    key: 'fonts-1',
    hint: 'They come from the npm registry.',
    install: async folder => {
      await npmInstall(folder, PACKAGES);
      await mkdir(join(folder, 'fonts'));
      for (const file of FILES) {
        await copyFile(join(folder, 'node_modules', file), join(folder, 'fonts', basename(file)));
      }
      const families = { 'system-ui': 'Inter', 'sans-serif': 'Inter', monospace: 'JetBrains Mono' };
      await writeFile(join(folder, 'fonts.conf'), fontConfiguration(families));
      await rm(join(folder, 'node_modules'), { recursive: true });
    },
  });
  return { FONTCONFIG_FILE: join(folder, 'fonts.conf') };
}

/** A fontconfig file for the folder `fonts` beside it, on top of what the machine has, with preferred families. */
export function fontConfiguration(families: Readonly<Record<string, string>>): string {
  const preferred = Object.entries(families).map(
    ([generic, family]) =>
      `  <match target="pattern"><test name="family"><string>${generic}</string></test>` +
      `<edit name="family" mode="prepend" binding="strong"><string>${family}</string></edit></match>`,
  );
  return [
    '<?xml version="1.0"?>',
    '<!DOCTYPE fontconfig SYSTEM "fonts.dtd">',
    '<fontconfig>',
    '  <dir prefix="relative">fonts</dir>',
    '  <dir>/usr/share/fonts</dir>',
    '  <include ignore_missing="yes">/etc/fonts/fonts.conf</include>',
    '  <cachedir prefix="xdg">fontconfig</cachedir>',
    ...preferred,
    '</fontconfig>',
    '',
  ].join('\n');
}
