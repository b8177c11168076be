/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "fuzz.h"

#include "import/bw-import-analysis.h"
#include "import/bw-rr-file.h"

#include <math.h>

/* A file of RR intervals of whatever format: what comes out is such that the library takes it. */
int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  const BwRrFileOptions options = { .changed_ms = 1672903882000 };
  g_autoptr (BwRrFile) file = NULL;
  g_autofree char *why_not = NULL;
  /* A copy that ends where the text does, so that reading beyond it is found. */
  g_autofree char *text = g_memdup2 (data, size);
  gboolean sniffed;

  if (text == NULL)
    return 0;
  sniffed = bw_rr_file_sniff (text, size, "2023-01-05.txt", &why_not);
  g_assert_true (!sniffed || why_not == NULL);
  file = bw_rr_file_parse (text, size, "2023-01-05.txt", &options, NULL, NULL);
  /* The beginning of a longer one tells nothing of its end. */
  g_assert_true (!sniffed || file != NULL || size >= 64 * 1024);
  if (file == NULL)
    return 0;

  g_assert_true (bw_rr_intervals_is_valid (file->intervals));
  g_assert_cmpuint (file->intervals->n, >, 0);
  g_assert_cmpuint (file->header.n_intervals, ==, file->intervals->n);
  g_assert_true (isfinite (file->header.duration_ms) && file->header.duration_ms > 0);
  g_assert_true (g_utf8_validate (file->header.device, -1, NULL));
  bw_import_analyse_intervals (&file->header, file->intervals);
  g_assert_true (isfinite (file->header.rmssd_ms));
  g_assert_cmpuint (file->header.n_artefacts, <=, file->header.n_beats);
  return 0;
}
