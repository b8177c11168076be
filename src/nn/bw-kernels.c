/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "nn/bw-kernels.h"

#include <cblas.h>

extern const BwKernels bw_kernels_generic;

#ifdef BW_KERNELS_X86
extern const BwKernels bw_kernels_avx2;
extern const BwKernels bw_kernels_avx512;
#endif

#define MAX_SETS 3

static const BwKernels *sets[MAX_SETS];
static guint n_sets;

static void
find_sets (void)
{
  static gsize once;

  if (!g_once_init_enter (&once))
    return;
  sets[n_sets++] = &bw_kernels_generic;
#ifdef BW_KERNELS_X86
  __builtin_cpu_init ();
  if (__builtin_cpu_supports ("avx2") && __builtin_cpu_supports ("fma"))
    sets[n_sets++] = &bw_kernels_avx2;
  if (__builtin_cpu_supports ("avx512f") && __builtin_cpu_supports ("avx512vl")
      && __builtin_cpu_supports ("avx512dq") && __builtin_cpu_supports ("avx512bw"))
    sets[n_sets++] = &bw_kernels_avx512;
#endif
  g_once_init_leave (&once, 1);
}

const BwKernels *
bw_kernels_get (void)
{
  find_sets ();
  return sets[n_sets - 1];
}

const BwKernels *
bw_kernels_get_nth (guint n)
{
  find_sets ();
  return n < n_sets ? sets[n] : NULL;
}

void
bw_kernels_calm_blas (void)
{
  static gsize once;

  if (g_once_init_enter (&once))
    {
      openblas_set_num_threads (1);
      g_once_init_leave (&once, 1);
    }
}
