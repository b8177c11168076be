/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store-fixture.h"

#include <string.h>

/* A letter a record of one and the same key: T at the top level, N nested. Whatever their order and
 * however often it is imported, a file has as many records as T, or one where there are only N. */
static void
test_twins (Fixture       *fixture,
            gconstpointer  data)
{
  gint64 start_ms = FIRST_MS;

  for (guint length = 1; length <= 5; length++)
    for (guint bits = 0; bits < 1u << length; bits++)
      {
        BwSample samples[5];
        guint64 expected = 0;

        start_ms += 1000;
        for (guint i = 0; i < length; i++)
          {
            samples[i] = (BwSample) {
              .start_ms = start_ms,
              .end_ms = start_ms + 10,
              .value = 120,
              .kind = 1,
              .source = 1,
              .nested = (bits >> i & 1) != 0,
            };
            expected += !samples[i].nested;
          }
        expected = MAX (expected, 1);

        for (guint round = 0; round < 3; round++)
          {
            Counts counts = fixture_import (fixture, samples, length);

            g_assert_cmpuint (counts.records, ==, expected);
            g_assert_cmpuint (counts.n_new, ==, round == 0 ? 1 : 0);
          }
      }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  fixture_add ("/store/samples/twins", test_twins);
  return g_test_run ();
}
