/** The name of the configuration file. */
export const CONFIGURATION_FILE = 'interlock.json';
