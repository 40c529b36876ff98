// Package signer makes signed cookies for CloudFront, with a key in KMS.
//
// The stack's key (signingKeyArn) is ECDSA on P-256 with SHA-256; CloudFront knows it as activeKeyId.
package signer

import (
	"encoding/base64"
	"encoding/json"
	"net/http"
	"strings"
	"time"
)

// Sign returns the signature of a message, in DER.
type Sign func(message []byte) ([]byte, error)

type statement struct {
	Resource  string
	Condition struct {
		DateLessThan struct {
			EpochTime int64 `json:"AWS:EpochTime"`
		}
	}
}

// SignedCookies returns the cookies that open a resource, such as https://members.example.com/premium/*, until it expires.
// The path is the folder that the cookies are sent for, such as /premium/.
func SignedCookies(resource, path string, expires time.Time, keyPairID string, sign Sign) ([]*http.Cookie, error) {
	allowed := statement{Resource: resource}
	allowed.Condition.DateLessThan.EpochTime = expires.Unix()
	policy, err := compact(map[string][]statement{"Statement": {allowed}})
	if err != nil {
		return nil, err
	}
	signature, err := sign(policy)
	if err != nil {
		return nil, err
	}
	values := [][2]string{
		{"CloudFront-Policy", encoded(policy)},
		{"CloudFront-Signature", encoded(signature)},
		{"CloudFront-Key-Pair-Id", keyPairID},
		// Without it CloudFront assumes SHA-1, which KMS does not sign.
		{"CloudFront-Hash-Algorithm", "SHA256"},
	}
	cookies := make([]*http.Cookie, 0, len(values))
	for _, value := range values {
		cookies = append(cookies, &http.Cookie{
			Name: value[0], Value: value[1], Path: path,
			Secure: true, HttpOnly: true, SameSite: http.SameSiteLaxMode,
		})
	}
	return cookies, nil
}

// compact writes JSON as CloudFront compares it: &, < and > stay as they are, and no line end follows.
func compact(value any) ([]byte, error) {
	var text strings.Builder
	encoder := json.NewEncoder(&text)
	encoder.SetEscapeHTML(false)
	err := encoder.Encode(value)
	return []byte(strings.TrimSuffix(text.String(), "\n")), err
}

// encoded encodes in CloudFront's Base64, which differs from the URL-safe alphabet of the RFC.
func encoded(data []byte) string {
	return strings.NewReplacer("+", "-", "=", "_", "/", "~").Replace(base64.StdEncoding.EncodeToString(data))
}
