#include "textflag.h"

// func dots4AVX2(x *float32, n int, a, b, c, d *float32, out *[4]float32)
// n is a multiple of 8 and above 0.
TEXT ·dots4AVX2(SB), NOSPLIT, $0-56
	MOVQ x+0(FP), SI
	MOVQ n+8(FP), CX
	MOVQ a+16(FP), R8
	MOVQ b+24(FP), R9
	MOVQ c+32(FP), R10
	MOVQ d+40(FP), R11
	MOVQ out+48(FP), DI
	SHLQ $2, CX
	XORQ AX, AX
	VXORPS Y0, Y0, Y0
	VXORPS Y1, Y1, Y1
	VXORPS Y2, Y2, Y2
	VXORPS Y3, Y3, Y3

loop:
	VMOVUPS (SI)(AX*1), Y4
	VMULPS (R8)(AX*1), Y4, Y5
	VMULPS (R9)(AX*1), Y4, Y6
	VMULPS (R10)(AX*1), Y4, Y7
	VMULPS (R11)(AX*1), Y4, Y8
	VADDPS Y5, Y0, Y0
	VADDPS Y6, Y1, Y1
	VADDPS Y7, Y2, Y2
	VADDPS Y8, Y3, Y3
	ADDQ $32, AX
	CMPQ AX, CX
	JLT  loop

	// Add the upper half to the lower, then transpose 4 × 4 and add.
	VEXTRACTF128 $1, Y0, X4
	VEXTRACTF128 $1, Y1, X5
	VEXTRACTF128 $1, Y2, X6
	VEXTRACTF128 $1, Y3, X7
	VADDPS X4, X0, X0
	VADDPS X5, X1, X1
	VADDPS X6, X2, X2
	VADDPS X7, X3, X3
	VHADDPS X1, X0, X0
	VHADDPS X3, X2, X2
	VHADDPS X2, X0, X0
	VMOVUPS X0, (DI)
	VZEROUPPER
	RET

// func axpyAVX2(a float32, x, y *float32, n int)
// n is a multiple of 8 and above 0.
TEXT ·axpyAVX2(SB), NOSPLIT, $0-32
	VBROADCASTSS a+0(FP), Y0
	MOVQ x+8(FP), SI
	MOVQ y+16(FP), DI
	MOVQ n+24(FP), CX
	SHLQ $2, CX
	XORQ AX, AX

loop:
	VMULPS (SI)(AX*1), Y0, Y1
	VADDPS (DI)(AX*1), Y1, Y1
	VMOVUPS Y1, (DI)(AX*1)
	ADDQ $32, AX
	CMPQ AX, CX
	JLT  loop
	VZEROUPPER
	RET

// Eight lanes of which the last ones are off; a row that starts at lane 8-r has r on.
DATA lanes<>+0(SB)/8, $-1
DATA lanes<>+8(SB)/8, $-1
DATA lanes<>+16(SB)/8, $-1
DATA lanes<>+24(SB)/8, $-1
DATA lanes<>+32(SB)/8, $0
DATA lanes<>+40(SB)/8, $0
DATA lanes<>+48(SB)/8, $0
DATA lanes<>+56(SB)/8, $0
GLOBL lanes<>(SB), RODATA|NOPTR, $64

// func addRowsAVX2(weights *float32, rows *int32, n int, data *float32, stride int, y *float32, width int)
// n is above 0. The sums of 64, 32 and 8 columns at a time, and of those left over, stay in registers.
TEXT ·addRowsAVX2(SB), NOSPLIT, $0-56
	MOVQ weights+0(FP), SI
	MOVQ rows+8(FP), R8
	MOVQ n+16(FP), CX
	MOVQ data+24(FP), R9
	MOVQ stride+32(FP), R10
	MOVQ y+40(FP), DI
	MOVQ width+48(FP), DX
	SHLQ $2, R10

wide:
	CMPQ DX, $64
	JLT  half
	VMOVUPS (DI), Y0
	VMOVUPS 32(DI), Y1
	VMOVUPS 64(DI), Y2
	VMOVUPS 96(DI), Y3
	VMOVUPS 128(DI), Y4
	VMOVUPS 160(DI), Y5
	VMOVUPS 192(DI), Y6
	VMOVUPS 224(DI), Y7
	XORQ AX, AX

sum64:
	MOVLQSX (R8)(AX*4), BX
	IMULQ R10, BX
	VBROADCASTSS (SI)(AX*4), Y15
	ADDQ R9, BX
	VMULPS (BX), Y15, Y8
	VADDPS Y8, Y0, Y0
	VMULPS 32(BX), Y15, Y9
	VADDPS Y9, Y1, Y1
	VMULPS 64(BX), Y15, Y10
	VADDPS Y10, Y2, Y2
	VMULPS 96(BX), Y15, Y11
	VADDPS Y11, Y3, Y3
	VMULPS 128(BX), Y15, Y12
	VADDPS Y12, Y4, Y4
	VMULPS 160(BX), Y15, Y13
	VADDPS Y13, Y5, Y5
	VMULPS 192(BX), Y15, Y14
	VADDPS Y14, Y6, Y6
	VMULPS 224(BX), Y15, Y8
	VADDPS Y8, Y7, Y7
	INCQ AX
	CMPQ AX, CX
	JLT  sum64
	VMOVUPS Y0, (DI)
	VMOVUPS Y1, 32(DI)
	VMOVUPS Y2, 64(DI)
	VMOVUPS Y3, 96(DI)
	VMOVUPS Y4, 128(DI)
	VMOVUPS Y5, 160(DI)
	VMOVUPS Y6, 192(DI)
	VMOVUPS Y7, 224(DI)
	ADDQ $256, DI
	ADDQ $256, R9
	SUBQ $64, DX
	JMP  wide
half:
	CMPQ DX, $32
	JLT  eight
	VMOVUPS (DI), Y0
	VMOVUPS 32(DI), Y1
	VMOVUPS 64(DI), Y2
	VMOVUPS 96(DI), Y3
	XORQ AX, AX

sum32:
	MOVLQSX (R8)(AX*4), BX
	IMULQ R10, BX
	VBROADCASTSS (SI)(AX*4), Y15
	ADDQ R9, BX
	VMULPS (BX), Y15, Y8
	VADDPS Y8, Y0, Y0
	VMULPS 32(BX), Y15, Y9
	VADDPS Y9, Y1, Y1
	VMULPS 64(BX), Y15, Y10
	VADDPS Y10, Y2, Y2
	VMULPS 96(BX), Y15, Y11
	VADDPS Y11, Y3, Y3
	INCQ AX
	CMPQ AX, CX
	JLT  sum32
	VMOVUPS Y0, (DI)
	VMOVUPS Y1, 32(DI)
	VMOVUPS Y2, 64(DI)
	VMOVUPS Y3, 96(DI)
	ADDQ $128, DI
	ADDQ $128, R9
	SUBQ $32, DX
	JMP  half
eight:
	CMPQ DX, $8
	JLT  rest
	VMOVUPS (DI), Y0
	XORQ AX, AX

sum8:
	MOVLQSX (R8)(AX*4), BX
	IMULQ R10, BX
	VBROADCASTSS (SI)(AX*4), Y15
	ADDQ R9, BX
	VMULPS (BX), Y15, Y8
	VADDPS Y8, Y0, Y0
	INCQ AX
	CMPQ AX, CX
	JLT  sum8
	VMOVUPS Y0, (DI)
	ADDQ $32, DI
	ADDQ $32, R9
	SUBQ $8, DX
	JMP  eight
rest:
	TESTQ DX, DX
	JEQ   done
	LEAQ  lanes<>+32(SB), BX
	SHLQ  $2, DX
	SUBQ  DX, BX
	VMOVUPS (BX), Y14
	VMASKMOVPS (DI), Y14, Y0
	XORQ AX, AX

sumrest:
	MOVLQSX (R8)(AX*4), BX
	IMULQ R10, BX
	VBROADCASTSS (SI)(AX*4), Y15
	ADDQ R9, BX
	VMASKMOVPS (BX), Y14, Y8
	VMULPS Y8, Y15, Y8
	VADDPS Y8, Y0, Y0
	INCQ AX
	CMPQ AX, CX
	JLT  sumrest
	VMASKMOVPS Y0, Y14, (DI)

done:
	VZEROUPPER
	RET

// func scaleAVX2(a float32, x *float32, n int)
// n is a multiple of 8 and above 0.
TEXT ·scaleAVX2(SB), NOSPLIT, $0-24
	VBROADCASTSS a+0(FP), Y0
	MOVQ x+8(FP), SI
	MOVQ n+16(FP), CX
	SHLQ $2, CX
	XORQ AX, AX

loop:
	VMULPS (SI)(AX*1), Y0, Y1
	VMOVUPS Y1, (SI)(AX*1)
	ADDQ $32, AX
	CMPQ AX, CX
	JLT  loop
	VZEROUPPER
	RET

// func raiseAVX2(by, x *float32, n int, least float32, reach *byte)
// n is a multiple of 8 and above 0. Bit i of a byte of reach is x[i] >= least.
TEXT ·raiseAVX2(SB), NOSPLIT, $0-40
	MOVQ by+0(FP), SI
	MOVQ x+8(FP), DI
	MOVQ n+16(FP), CX
	VBROADCASTSS least+24(FP), Y0
	MOVQ reach+32(FP), R8
	SHLQ $2, CX
	XORQ AX, AX

loop:
	VMOVUPS (DI)(AX*1), Y1
	VADDPS (SI)(AX*1), Y1, Y1
	VMOVUPS Y1, (DI)(AX*1)
	VCMPPS $0x1d, Y0, Y1, Y2 // x >= least
	VMOVMSKPS Y2, DX
	MOVB DX, (R8)
	INCQ R8
	ADDQ $32, AX
	CMPQ AX, CX
	JLT  loop
	VZEROUPPER
	RET

// The constants of exp in kernels.go, as bits.
DATA exps<>+0(SB)/4, $0xc1800000 // -16.0
DATA exps<>+4(SB)/4, $0x3fb8aa3b // 1.4426950408889634
DATA exps<>+8(SB)/4, $0x4b400000 // 12582912.0
DATA exps<>+12(SB)/4, $0x3f318000 // 0.693359375
DATA exps<>+16(SB)/4, $0xb95e8083 // -0.00021219444
DATA exps<>+20(SB)/4, $0x39506967 // 0.000198756915
DATA exps<>+24(SB)/4, $0x3ab743ce // 0.0013981999507
DATA exps<>+28(SB)/4, $0x3c088908 // 0.0083334519073
DATA exps<>+32(SB)/4, $0x3d2aa9c1 // 0.041665795894
DATA exps<>+36(SB)/4, $0x3e2aaaaa // 0.16666665459
DATA exps<>+40(SB)/4, $0x3f000000 // 0.50000001201
DATA exps<>+44(SB)/4, $0x3f800000 // 1.0
GLOBL exps<>(SB), RODATA|NOPTR, $48

// func expAVX2(x *float32, n int, most float32)
// n is a multiple of 8 and above 0.
TEXT ·expAVX2(SB), NOSPLIT, $0-20
	MOVQ x+0(FP), SI
	MOVQ n+8(FP), CX
	VBROADCASTSS most+16(FP), Y15
	VBROADCASTSS exps<>+0(SB), Y14
	VBROADCASTSS exps<>+4(SB), Y13
	VBROADCASTSS exps<>+8(SB), Y12
	VBROADCASTSS exps<>+12(SB), Y11
	VBROADCASTSS exps<>+16(SB), Y10
	VBROADCASTSS exps<>+20(SB), Y9
	VBROADCASTSS exps<>+24(SB), Y8
	VBROADCASTSS exps<>+28(SB), Y7
	VBROADCASTSS exps<>+32(SB), Y6
	VBROADCASTSS exps<>+44(SB), Y5
	SHLQ $2, CX
	XORQ AX, AX

loop:
	VMOVUPS (SI)(AX*1), Y0
	VSUBPS Y15, Y0, Y0         // d
	VCMPPS $0x1e, Y14, Y0, Y4  // d > low
	VMULPS Y13, Y0, Y1
	VADDPS Y12, Y1, Y1         // z
	VSUBPS Y12, Y1, Y2         // n
	VMULPS Y11, Y2, Y3
	VSUBPS Y3, Y0, Y0
	VMULPS Y10, Y2, Y3
	VSUBPS Y3, Y0, Y0          // r
	VMULPS Y0, Y9, Y2
	VADDPS Y8, Y2, Y2
	VMULPS Y0, Y2, Y2
	VADDPS Y7, Y2, Y2
	VMULPS Y0, Y2, Y2
	VADDPS Y6, Y2, Y2
	VBROADCASTSS exps<>+36(SB), Y3
	VMULPS Y0, Y2, Y2
	VADDPS Y3, Y2, Y2
	VBROADCASTSS exps<>+40(SB), Y3
	VMULPS Y0, Y2, Y2
	VADDPS Y3, Y2, Y2          // p
	VMULPS Y0, Y0, Y3
	VMULPS Y3, Y2, Y2
	VADDPS Y0, Y2, Y2
	VADDPS Y5, Y2, Y2
	VPSLLD $23, Y1, Y1
	VPADDD Y1, Y2, Y2
	VANDPS Y4, Y2, Y2
	VMOVUPS Y2, (SI)(AX*1)
	ADDQ $32, AX
	CMPQ AX, CX
	JLT  loop
	VZEROUPPER
	RET
