/** How fast a history goes. */

/** Requests per second. */
export const rate = 25;

/** A fast AWS, so that a history takes seconds. */
export const pace = {
  delays: {
    "aws:cloudfront/distribution:Distribution": 0.6,
    "aws:cloudfront/vpcOrigin:VpcOrigin": 0.2,
    "aws:cloudfront/keyGroup:KeyGroup": 0.3,
    "aws:cloudfront/publicKey:PublicKey": 0.3,
    "aws:lb/listenerRule:ListenerRule": 0.2,
  },
  margin: 250,
  minute: 400,
};
