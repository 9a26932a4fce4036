package pipeline

import "stemme/pipeline/messages"

// Serve says who may see the pages, and how they are reached; nights do not read it.
type Serve struct {
	TLS   TLS        `yaml:"tls"`
	Login *Login     `yaml:"login"` // nil for none: tokens, or a trusted proxy
	Roles []RoleRule `yaml:"roles"` // the first that fits says what somebody may do
}

// TLS is the certificate that the pages are served with, in PEM; read again when the
// files change. Without one they are served in the clear.
type TLS struct {
	Cert string `yaml:"cert"`
	Key  string `yaml:"key"`
}

// Login is where people log in by OpenID Connect.
type Login struct {
	Issuer   string   `yaml:"issuer"`
	ClientID string   `yaml:"client_id"`
	URL      string   `yaml:"url"`    // of the pages, as browsers see them
	Scopes   []string `yaml:"scopes"` // beside openid
	Name     string   `yaml:"name"`   // claim that names the user in the audit log; preferred_username where it is empty
}

// RoleRule says what those may do whom it fits: a user by name, those of whom a claim of
// the login has a value, or, where it says neither, everybody who has logged in.
type RoleRule struct {
	User  string `yaml:"user"`
	Claim string `yaml:"claim"`
	Has   string `yaml:"has"`
	Role  string `yaml:"role"` // reader, leader or analyst
	Unit  string `yaml:"unit"` // of a leader; the value of Claim where it is empty
}

// faults are what is wrong with it.
func (s *Serve) faults() (faults []error) {
	bad := func(field, want string) { faults = append(faults, messages.Errorf("config_field", field, want)) }
	if (s.TLS.Cert == "") != (s.TLS.Key == "") {
		bad("serve.tls", "cert + key")
	}
	if l := s.Login; l != nil && (l.Issuer == "" || l.ClientID == "" || l.URL == "") {
		bad("serve.login", "issuer, client_id, url")
	}
	for _, r := range s.Roles {
		switch r.Role {
		case "reader", "analyst":
			if r.Unit != "" {
				bad("serve.roles.unit", "role: leader")
			}
		case "leader":
			if r.Unit == "" && r.Claim == "" {
				bad("serve.roles.unit", "Region Nord/Aarhus")
			}
			if r.Unit == "" && r.Has != "" {
				bad("serve.roles.has", "unit: …")
			}
		default:
			bad("serve.roles.role", "reader, leader, analyst")
		}
		if r.Has != "" && r.Claim == "" {
			bad("serve.roles.claim", "has: "+r.Has)
		}
	}
	return faults
}
