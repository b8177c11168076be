/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "fuzz.h"

#include "import/bw-edf-header.h"
#include "import/bw-edf-reader.h"

/* A recording in EDF or EDF+, in chunks whose size the input chooses. */
int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  g_autoptr (BwEdfReader) reader = bw_edf_reader_new ("a/fast/ecg_2023-09-21_4.edf");
  const BwEcgOptions options = { .partial = size % 2 };
  g_auto (BwEcgFile) file = { 0 };
  size_t chunk = size % 5 == 0 ? 1 + size % 300 : 64 * 1024;

  bw_edf_header_sniff ((const char *) data, size);
  for (size_t at = 0; at < size; at += chunk)
    {
      size_t n = MIN (chunk, size - at);
      /* A copy that ends where the chunk does, so that reading beyond it is found. */
      g_autofree char *exact = g_memdup2 (data + at, n);

      if (!bw_edf_reader_push (reader, exact, n, NULL))
        return 0;
    }
  if (bw_edf_reader_finish (reader, &file, &options, NULL))
    {
      g_assert_cmpuint (file.header.n_samples, >, 0);
      g_assert_cmpuint (file.header.n_samples, <=, BW_EDF_MAX_SAMPLES);
      g_assert_cmpfloat (file.header.rate_hz, >=, 50);
      g_assert_cmpfloat (file.header.rate_hz, <=, 5000);
      g_assert_true (g_utf8_validate (file.header.lead, -1, NULL));
      g_assert_true (g_utf8_validate (file.header.device, -1, NULL));
      g_assert_cmpint (ABS (file.header.offset_min), <=, 18 * 60);
      for (guint i = 0; i < file.header.n_samples; i++)
        g_assert_cmpint (file.samples_nv[i], >=, -G_MAXINT32);
    }
  return 0;
}
