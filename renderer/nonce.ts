// The style nonce of this load, for every library that writes style elements.

// Vite's html.cspNonce writes <meta property="csp-nonce" nonce="...">. The attribute reads '' from script once the policy is a
// header (nonce hiding); the property still holds it.
export const nonce = document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? ''
