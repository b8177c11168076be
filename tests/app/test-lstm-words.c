/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/bw-lstm-words.h"
#include "bw-test.h"

static BwLstmInfo *
read_info (const char *configuration,
           const char *metrics)
{
  g_autoptr (BwModelRow) row = bw_model_row_new ();

  g_free (row->kind);
  row->kind = g_strdup ("lstm-default");
  row->id = 5;
  row->seed = 7;
  g_free (row->configuration);
  row->configuration = g_strdup (configuration);
  g_free (row->metrics);
  row->metrics = g_strdup (metrics);
  return bw_lstm_info_new (row);
}

static void
test_whole (void)
{
  g_autoptr (BwLstmInfo) info = read_info (
      "{\"measure\":\"sdnn\",\"preset\":\"default\",\"layout\":1,\"hidden\":32,\"layers\":1,"
      "\"seeds\":3,\"max_epochs\":40,\"start\":\"abc\",\"imported\":false}",
      "{\"parameters\":900,\"hours_used\":2240,\"epochs\":17,\"best_epoch\":5,\"train_loss\":0.2276,"
      "\"validation_loss\":0.2272,\"curves\":["
      "{\"best_epoch\":2,\"train\":[0.3,0.25],\"validation\":[0.31,0.26]},"
      "{\"best_epoch\":1,\"train\":[0.4],\"validation\":[0.41]}]}");
  g_autofree char *network = bw_lstm_info_format_network (info);
  g_autofree char *training = bw_lstm_info_format_training (info);

  g_assert_cmpint (info->id, ==, 5);
  g_assert_cmpuint (info->hours_used, ==, 2240);
  g_assert_cmpstr (info->start, ==, "abc");
  g_assert_cmpstr (network, ==, "1 layer of 32, 3 seeds averaged, 900 numbers each");
  g_assert_cmpstr (training, ==, "Best after 5 of 17 epochs; loss 0.2276 in training, 0.2272 on "
                                 "held-out days");
  g_assert_cmpstr (info->losses, ==, "Epoch\tTraining 1\tHeld out 1\tTraining 2\tHeld out 2\n"
                                     "1\t0.3000\t0.3100\t0.4000\t0.4100\n"
                                     "2\t0.2500\t0.2600\t\t\n");
}

/* A library may have been anywhere: what is damaged is left out. */
static void
test_damaged (void)
{
  static const char *const texts[] = {
    "", "[]", "null", "3", "{", "{\"hidden\":-1,\"layers\":\"two\",\"seeds\":1e99}",
    "{\"curves\":{}}", "{\"curves\":[]}", "{\"curves\":[3,null,[]]}",
    "{\"curves\":[{\"train\":3},{\"train\":[null,\"x\",{}]},{\"validation\":[1]}]}",
    "{\"epochs\":-4,\"best_epoch\":1.5,\"train_loss\":\"NaN\",\"validation_loss\":-1}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    for (guint j = 0; j < G_N_ELEMENTS (texts); j++)
      {
        g_autoptr (BwLstmInfo) info = read_info (texts[i], texts[j]);
        g_autofree char *network = bw_lstm_info_format_network (info);
        g_autofree char *training = bw_lstm_info_format_training (info);

        g_assert_null (network);
        g_assert_null (training);
        g_assert_cmpfloat (info->train_loss, ==, 0);
        if (info->losses != NULL)
          g_assert_true (g_utf8_validate (info->losses, -1, NULL));
      }
}

int
main (int    argc,
      char **argv)
{
  g_setenv ("LC_ALL", "C.UTF-8", TRUE);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/lstm-words/whole", test_whole);
  g_test_add_func ("/lstm-words/damaged", test_damaged);
  return g_test_run ();
}
