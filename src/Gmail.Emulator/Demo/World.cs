using MimeKit;

namespace Gmail.Emulator.Demo;

/// <summary>Mail in other scripts, each in the charset and encoding that its country's programs liked best.</summary>
internal static class World
{
    public static IReadOnlyList<DemoMail> Mails() =>
    [
        new("world-ja-1", 77, "01:30", "荒井 恵子 <keiko.arai@example.net>", "秋の合宿について", "Club", """
            ロビンさん、こんにちは。

            合宿のロープは二本持って行きます。明日の会議で車の席を決めましょう。

            恵子
            """) { Charset = "iso-2022-jp" },
        new("world-ja-2", 21, "02:15", "東京橋梁協会 <info@bridge-kyokai.example>",
            "橋梁シンポジウムのご案内", "INBOX,CATEGORY_UPDATES,UNREAD", """
            フィールド様

            来年三月に東京で橋梁シンポジウムを開催いたします。論文の締切は十二月末です。
            """) { Charset = "iso-2022-jp" },
        new("world-ja-3", 5, "03:40", "荒井 恵子 <keiko.arai@example.net>", "写真ありがとう 🎉", "INBOX,Club,UNREAD", """
            写真をありがとう！次は温泉に行きましょう ♨️
            """) { Encoding = ContentEncoding.Base64 },
        new("world-zh-1", 72, "04:05", "李伟 <li.wei@steelworks.example>", "报价：不锈钢扶手", "Work/Footbridge", """
            罗宾先生：

            您好！不锈钢扶手每米报价为一百二十欧元，交货期六周。如需样品，请告知地址。

            李伟
            """) { Charset = "gb18030", Encoding = ContentEncoding.Base64, Files = [Files.Pdf("报价单.pdf", "Quotation",
                "Stainless handrail", "120 EUR per metre")] },
        new("world-zh-2", 18, "04:44", "李伟 <li.wei@steelworks.example>", "样品已寄出", "INBOX,Work/Footbridge", """
            罗宾先生：样品今天已经寄出，预计五天到达。
            """) { Charset = "gb18030", Encoding = ContentEncoding.EightBit },
        new("world-ru-1", 70, "10:10", "Василий Петров <v.petrov@example.org>", "Встреча в горах", "Club", """
            Робин, привет!

            Вилл рассказал мне про осеннюю встречу. Можно ли приехать с дочкой? Ей одиннадцать, она лазает лучше меня.

            Василий
            """) { Charset = "koi8-r", Encoding = ContentEncoding.EightBit },
        new("world-ru-2", 8, "11:30", "Василий Петров <v.petrov@example.org>",
            "Re: Встреча в горах", "INBOX,Club,UNREAD", """
            Спасибо за верёвку! Дочка спрашивает, когда следующая встреча.
            """) { Charset = "windows-1251", Answers = "world-ru-1" },
        new("world-ar-1", 64, "09:09", "ليلى حداد <layla.haddad@example.net>",
            "دعوة إلى معرض الجسور", "CATEGORY_UPDATES", """
            عزيزي روبن،

            يسعدنا دعوتك إلى معرض الجسور القديمة في المكتبة. الدخول مجاني والقهوة أيضا.

            ليلى
            """) { Charset = "windows-1256" },
        new("world-he-1", 53, "08:18", "נועה כהן <noa.cohen@example.org>", "שאלה על הגשר", "Work", """
            שלום רובין,

            אני סטודנטית וכותבת עבודה על גשרים להולכי רגל. האם אפשר לקבל את התוכניות?

            תודה, נועה
            """) { Charset = "windows-1255" },
        new("world-tr-1", 51, "12:22", "Işıl Güneş <isil.gunes@example.net>", "İstanbul'dan selamlar", "Family", """
            Sevgili Robin,

            Boğaz'da çay içiyorum ve seni düşünüyorum: yukarıda iki köprü var. Şubatta görüşürüz.

            Işıl
            """) { Charset = "iso-8859-9" },
        new("world-ko-1", 46, "00:50", "김민준 <minjun.kim@example.org>", "회의 일정 변경", "Work", """
            로빈 씨, 안녕하세요.

            다음 주 회의를 목요일로 옮기고 싶습니다. 괜찮으신가요?

            김민준
            """) { Charset = "euc-kr" },
        new("world-hi-1", 37, "06:36", "Priya Nair <priya.nair@calderpike.example>",
            "दीपावली की शुभकामनाएँ", "Work,STARRED", """
            प्रिय रॉबिन, आपको और आपके परिवार को दीपावली की हार्दिक शुभकामनाएँ। मिठाई रसोई में है।
            """),
        new("world-el-1", 32, "07:07", "Ελένη Παππά <eleni.pappa@example.org>", "Καλημέρα από την Πάτρα", "Family", """
            Αγαπητέ Ρόμπιν, η γέφυρα εδώ είναι ακόμα η πιο όμορφη. Πότε θα έρθεις;
            """) { Charset = "iso-8859-7" },
        new("world-th-1", 22, "05:15", "สมชาย ใจดี <somchai@example.net>", "ขอบคุณสำหรับรูปสะพาน", "INBOX", """
            สวัสดีครับ ขอบคุณสำหรับรูปสะพานแขวน ผมชอบมาก
            """),
        new("world-fr-1", 16, "16:16", "Amélie Brûlé <amelie.brule@example.org>",
            "Le déjeuner de dimanche", "INBOX,Family", """
            Cher Robin,

            à dimanche alors. J'apporte le fromage, toi l'appétit. Où ai-je mis ta clé ?

            Amélie
            """) { Charset = "iso-8859-15", Encoding = ContentEncoding.EightBit },
        new("world-emoji-1", 1, "21:05", "Ines Field <ines@fields.example>", "🎂🎂🎂", "INBOX,Family,UNREAD", """
            🥳 Dad turns 72 on {+20}. 🚲? 🎈
            """),
    ];
}
