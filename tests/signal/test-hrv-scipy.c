/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bw-test.h"
#include "rr-files.h"
#include "signal/bw-hrv-metric.h"

#include <math.h>

/* What numpy 1.24 and scipy 1.10 make of nn_1000.txt: tests/bench/scipy-hrv.py FILE --once. */

typedef struct
{
  const char *key;
  double value;
} Known;

/* Of its first 375 intervals, four and a half minutes: a single window of either spectrum, as both
 * place it. Without α2, for which it is too short. */
static const Known first_375[] = {
  { "mean_nn_ms", 715.1173333333334 },
  { "mean_hr_bpm", 84.26448891116254 },
  { "min_hr_bpm", 74.94379215588309 },
  { "max_hr_bpm", 100.36801605888257 },
  { "sdnn_ms", 45.81586131406993 },
  { "rmssd_ms", 19.143351703359123 },
  { "ln_rmssd", 2.951955485811977 },
  { "sdsd_ms", 19.16850952084674 },
  { "nn50", 9 },
  { "pnn50_percent", 2.406417112299465 },
  { "nn20", 82 },
  { "pnn20_percent", 21.92513368983957 },
  { "cvnn_percent", 6.4067614052244 },
  { "cvsd_percent", 2.6769525518459147 },
  { "median_nn_ms", 723 },
  { "mad_nn_ms", 26 },
  { "triangular_index", 10.714285714285714 },
  { "tinn_ms", 136 },
  { "sd1_ms", 13.554183067429628 },
  { "sd2_ms", 63.359848620990114 },
  { "welch.vlf_ms2", 1463.181830729391 },
  { "welch.vlf_peak_hz", 0.0146484375 },
  { "welch.lf_ms2", 519.7959489265203 },
  { "welch.lf_peak_hz", 0.068359375 },
  { "welch.hf_ms2", 234.8785640718025 },
  { "welch.hf_peak_hz", 0.15625 },
  { "welch.lf_hf", 2.213041241037298 },
  { "lomb.vlf_ms2", 1266.6302496536673 },
  { "lomb.vlf_peak_hz", 0.013087390112663733 },
  { "lomb.lf_ms2", 656.054676879869 },
  { "lomb.lf_peak_hz", 0.04 },
  { "lomb.hf_ms2", 198.3482487327734 },
  { "lomb.hf_peak_hz", 0.15517905419301284 },
  { "lomb.lf_hf", 3.3075899639716253 },
  { "sampen", 1.028929350970154 },
  { "apen", 0.984954976356184 },
  { "dfa_alpha1", 1.3425205941100116 },
};

/* Of all. Windows of the spectra lie elsewhere there: scipy leaves the end out, where we lay them out
 * evenly from the first beat to the last. */
static const Known all_1000[] = {
  { "mean_nn_ms", 718.248 },
  { "mean_hr_bpm", 83.84733227281252 },
  { "min_hr_bpm", 73.67387033398822 },
  { "max_hr_bpm", 100.36801605888257 },
  { "sdnn_ms", 43.113074968427306 },
  { "rmssd_ms", 19.519400785039664 },
  { "ln_rmssd", 2.9714088830260468 },
  { "sdsd_ms", 19.529144314537152 },
  { "nn50", 24 },
  { "pnn50_percent", 2.4024024024024024 },
  { "nn20", 225 },
  { "pnn20_percent", 22.52252252252252 },
  { "cvnn_percent", 6.002533243173292 },
  { "cvsd_percent", 2.7176408127888507 },
  { "median_nn_ms", 722.5 },
  { "mad_nn_ms", 27.5 },
  { "triangular_index", 11.363636363636363 },
  { "tinn_ms", 184 },
  { "sd1_ms", 13.80919037557993 },
  { "sd2_ms", 59.38670497373513 },
  { "sampen", 1.2046675751816824 },
  { "apen", 1.1999355655594095 },
  { "dfa_alpha1", 1.2985082994075372 },
  { "dfa_alpha2", 1.053337613880902 },
};

static void
check (guint        n,
       const Known *known,
       guint        n_known)
{
  g_autoptr (BwRr) rr = rr_file_read ("data/hrv/nn_1000.txt");
  g_autoptr (BwHrv) hrv = NULL;

  if (rr == NULL)
    return;
  rr->n = n;
  hrv = bw_hrv_compute (rr, &(BwHrvOptions){ .no_correction = TRUE });
  hrv->welch.has[BW_HRV_VLF] = hrv->lomb.has[BW_HRV_VLF] = TRUE; /* too short, but the same */
  for (guint k = 0; k < n_known; k++)
    {
      BwMetric metric;
      double value = NAN;

      g_test_message ("%s", known[k].key);
      g_assert_true (bw_metric_from_key (known[k].key, &metric));
      g_assert_true (bw_metric_get_value (metric, hrv, &value));
      bw_assert_near (value, known[k].value, 1e-9 * fabs (known[k].value));
    }
}

static void
test_minutes (void)
{
  check (375, first_375, G_N_ELEMENTS (first_375));
}

static void
test_all (void)
{
  check (1000, all_1000, G_N_ELEMENTS (all_1000));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/signal/hrv/scipy/minutes", test_minutes);
  g_test_add_func ("/signal/hrv/scipy/all", test_all);
  return g_test_run ();
}
