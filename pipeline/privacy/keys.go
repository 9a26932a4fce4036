package privacy

// CustomerKey is what Apply makes of a customer under salt.
func CustomerKey(salt []byte, customer string) string { return hash(salt, "customer", customer) }

// ResponseID is what Apply makes of a response's id under salt: another one only
// where the id itself is personal data.
func ResponseID(salt []byte, id string) string {
	if isPersonal(id) {
		return hash(salt, "id", id)
	}
	return id
}
