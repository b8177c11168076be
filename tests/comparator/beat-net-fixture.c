/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "beat-net-fixture.h"

#include "bw-test.h"

#include <math.h>

BwTensors *
beat_net_read_file (const char *name)
{
  g_autofree char *relative = g_strdup_printf ("data/parity/%s.safetensors", name);
  g_autofree char *path = bw_test_shared (relative);
  g_autoptr (GMappedFile) mapped = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;
  BwTensors *file;

  if (!path)
    return NULL;
  mapped = g_mapped_file_new (path, FALSE, &error);
  g_assert_no_error (error);
  bytes = g_mapped_file_get_bytes (mapped);
  file = bw_tensors_read (bytes, &error);
  g_assert_no_error (error);
  return file;
}

const BwTensor *
beat_net_get (BwTensors  *file,
              const char *name)
{
  const BwTensor *tensor = bw_tensors_find (file, name);

  if (!tensor)
    g_error ("no tensor %s", name);
  return tensor;
}

double
beat_net_get_value (const BwTensor *tensor,
                    gsize           i)
{
  if (tensor->dtype == BW_DTYPE_F64)
    return ((const double *) tensor->data)[i];
  g_assert_cmpint (tensor->dtype, ==, BW_DTYPE_F32);
  return (double) ((const float *) tensor->data)[i];
}

void
beat_net_assert_close (BwTensors   *file,
                       const char  *name,
                       const float *ours,
                       gsize        n,
                       double       tolerance)
{
  const BwTensor *theirs = beat_net_get (file, name);
  double largest = 0, difference = 0;

  g_assert_cmpuint (theirs->length, ==, n);
  for (gsize i = 0; i < n; i++)
    {
      double value = beat_net_get_value (theirs, i);

      if (!isfinite (ours[i]))
        g_error ("%s[%" G_GSIZE_FORMAT "] is not a number", name, i);
      largest = MAX (largest, fabs (value));
      difference = MAX (difference, fabs ((double) ours[i] - value));
    }
  g_test_message ("%s: %.2g of its largest, %.2g", name, difference / largest, largest);
  if (!(difference <= tolerance * largest))
    g_error ("%s differs by %g of its largest value, %g", name, difference / largest, largest);
}
