/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "fuzz.h"

#include "comparator/bw-evaluation.h"

/* A model's metrics with evaluations in them. What can be read is told, and is the same when it is
 * written and read again. */
int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  g_autofree char *text = g_strndup ((const char *) data, size);

  for (int folds = 0; folds < 2; folds++)
    {
      g_autoptr (BwEvaluation) evaluation = bw_evaluation_from_metrics (text, folds);
      g_autoptr (BwEvaluation) again = NULL;
      g_autoptr (JsonNode) node = NULL, other = NULL;

      if (evaluation == NULL)
        continue;
      g_assert_cmpuint (evaluation->rules->len, >, 0);
      g_assert_cmpuint (evaluation->verdict->len, >, 0);
      node = bw_evaluation_to_json (evaluation);
      again = bw_evaluation_from_json (node, NULL);
      g_assert_nonnull (again);
      other = bw_evaluation_to_json (again);
      g_assert_true (json_node_equal (node, other));
    }
  return 0;
}
