//go:build !amd64

package linear

const vector = false

func dots4AVX2(x *float32, n int, a, b, c, d *float32, out *[4]float32) {
	panic("linear: no vector kernels")
}

func axpyAVX2(a float32, x, y *float32, n int) { panic("linear: no vector kernels") }

func addRowsAVX2(weights *float32, rows *int32, n int, data *float32, stride int, y *float32, width int) {
	panic("linear: no vector kernels")
}

func expAVX2(x *float32, n int, most float32) { panic("linear: no vector kernels") }

func raiseAVX2(by, x *float32, n int, least float32, reach *byte) {
	panic("linear: no vector kernels")
}

func scaleAVX2(a float32, x *float32, n int) { panic("linear: no vector kernels") }
