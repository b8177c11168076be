/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "fuzz.h"

#include "import/bw-ecg-csv.h"

/* A recording's CSV. */
int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  /* A copy that ends where the text does, so that reading beyond it is found. */
  g_autofree char *text = g_memdup2 (data, size);
  const BwEcgOptions options = { .rate_hz = 500, .has_time = TRUE, .time_ms = 1 };
  gboolean tells_rate;
  g_auto (BwEcgFile) file = { 0 };

  if (text == NULL)
    return 0;
  bw_ecg_csv_sniff (text, size, &tells_rate);
  if (bw_ecg_csv_parse (&file, text, size, "a/fast/ecg_2023-09-21_4.csv",
                        size % 2 ? &options : NULL, NULL))
    {
      g_assert_cmpuint (file.header.n_samples, >, 0);
      g_assert_cmpfloat (file.header.rate_hz, >=, 50);
      g_assert_cmpfloat (file.header.rate_hz, <=, 5000);
      g_assert_true (g_utf8_validate (file.header.device, -1, NULL));
      g_assert_true (g_utf8_validate (file.header.classification, -1, NULL));
    }
  return 0;
}
