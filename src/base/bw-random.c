/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/bw-random.h"

#include "base/bw-error.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <math.h>
#include <sys/random.h>

GRand *
bw_random_new (guint64     seed,
               const char *part)
{
  guint32 key[3] = { (guint32) seed, (guint32) (seed >> 32), g_str_hash (part) };

  return g_rand_new_with_seed_array (key, G_N_ELEMENTS (key));
}

double
bw_random_normal (GRand *rand)
{
  double u, v, s;

  do
    {
      u = 2 * g_rand_double (rand) - 1;
      v = 2 * g_rand_double (rand) - 1;
      s = u * u + v * v;
    }
  while (s >= 1 || s == 0);

  return u * sqrt (-2 * log (s) / s);
}

double
bw_random_gamma (GRand  *rand,
                 double  shape,
                 double  scale)
{
  double d, c;

  g_return_val_if_fail (shape > 0 && scale > 0, 0);

  if (shape < 1)
    return bw_random_gamma (rand, shape + 1, scale) * pow (g_rand_double (rand), 1 / shape);

  d = shape - 1.0 / 3;
  c = 1 / sqrt (9 * d);
  for (;;)
    {
      double x = bw_random_normal (rand);
      double v = 1 + c * x;
      double u;

      if (v <= 0)
        continue;
      v = v * v * v;
      u = g_rand_double (rand);
      if (log (u) < 0.5 * x * x + d - d * v + d * log (v))
        return d * v * scale;
    }
}

void
bw_random_permutation (GRand *rand,
                       guint *order,
                       guint  n)
{
  for (guint i = 0; i < n; i++)
    order[i] = i;
  for (guint i = n; i > 1; i--)
    {
      guint j = g_rand_int_range (rand, 0, (gint32) i);
      guint tmp = order[i - 1];

      order[i - 1] = order[j];
      order[j] = tmp;
    }
}

gboolean
bw_random_secret (guint32   n,
                  guint32  *value,
                  GError  **error)
{
  guint32 limit, drawn;

  g_return_val_if_fail (n > 0 && value != NULL, FALSE);

  /* What is left over after whole multiples of n would favour small numbers. */
  limit = G_MAXUINT32 - G_MAXUINT32 % n;
  do
    {
      ssize_t got;

      do
        got = getrandom (&drawn, sizeof drawn, 0);
      while (got < 0 && errno == EINTR);
      if (got != sizeof drawn)
        {
          g_set_error (error, BW_ERROR, BW_ERROR_FAILED,
                       _("The system gives no random numbers: %s"), g_strerror (errno));
          return FALSE;
        }
    }
  while (drawn >= limit);
  *value = drawn % n;
  return TRUE;
}
