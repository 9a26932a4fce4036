package frame

import "slices"

// A Role says what somebody may do.
type Role int

// The roles, each with what the ones before it may do.
const (
	Nobody   Role = iota // must log in
	Readers              // figures only
	Leaders              // reads the comments of their own unit
	Analysts             // reads all comments, edits
)

// Who is somebody who asks for a page.
type Who struct {
	Role Role
	User string // for the audit log
	Unit string // path of a leader's own unit
}

// A Rule says what those whom it fits may do: the user of a name, those of whom a claim
// of the login has a value, or, where neither is given, everybody who has logged in.
type Rule struct {
	User  string
	Claim string
	Has   string // value of Claim; "" is any that a leader's unit can be
	Role  Role
	Unit  string // of a leader; "" is the value of Claim
}

// whoFits is what the first rule that fits says of a user with claims.
func whoFits(rules []Rule, user string, claims map[string]any) (who Who, fits bool) {
	for _, rule := range rules {
		if rule.User != "" && rule.User != user {
			continue
		}
		unit := rule.Unit
		if rule.Claim != "" {
			values := valuesOf(claims[rule.Claim])
			if rule.Has != "" && !slices.Contains(values, rule.Has) || len(values) == 0 {
				continue
			}
			if unit == "" && rule.Role == Leaders {
				if len(values) != 1 {
					continue // of several units none is hers more than the others
				}
				unit = values[0]
			}
		}
		if rule.Role == Leaders && unit == "" {
			continue
		}
		if rule.Role != Leaders {
			unit = ""
		}
		return Who{rule.Role, user, unit}, true
	}
	return Who{}, false
}

// valuesOf are the values of a claim, which is a text or a list of texts.
func valuesOf(claim any) (values []string) {
	switch claim := claim.(type) {
	case string:
		if claim != "" {
			values = append(values, claim)
		}
	case []any:
		for _, one := range claim {
			if text, ok := one.(string); ok && text != "" {
				values = append(values, text)
			}
		}
	}
	return values
}
