/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

/* Makes the table of src/forecast/bw-conformal.c: the margins of people in their first 30 days, from
 * simulated lives. Prints one line a block of horizons. */

#include "forecast/bw-conformal.h"
#include "bw-test-population.h"

#include <stdlib.h>

int
main (int    argc,
      char **argv)
{
  guint people = argc > 1 ? (guint) atoi (argv[1]) : 300;

  for (int b = 0; b < BW_CONFORMAL_BLOCKS; b++)
    {
      double below, above;
      guint n = bw_test_population_margins (people, 1, b, &below, &above);

      g_print ("  { %.2f, %.2f },  /* %u outcomes of %u people */\n", below, above, n, people);
    }
  return 0;
}
