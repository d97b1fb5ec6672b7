/** The platform's own version, as packages require it in their manifests. */
export const platformVersion = '1.0.0';
