package ledger

// OnStep calls do after every step that makes something of the folder last,
// until restore is called.
func OnStep(do func()) (restore func()) {
	onStep = do
	return func() { onStep = func() {} }
}
