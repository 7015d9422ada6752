"""Places: cities and provinces that stand in datelines, in lower case. Indonesia's cities and provinces, and the capitals wires write from."""

_INDONESIA = """
aceh, banda aceh, lhokseumawe, langsa, sabang, meulaboh, bireuen, takengon, medan, binjai, pematangsiantar, pematang siantar,
siantar, tebingtinggi, tanjungbalai, sibolga, padangsidimpuan, deli serdang, karo, nias, gunungsitoli, simalungun, asahan,
langkat, toba, samosir, padang, bukittinggi, payakumbuh, pariaman, solok, agam, pekanbaru, dumai, bengkalis, kampar, siak,
rokan hulu, rokan hilir, indragiri
hulu, indragiri hilir, pelalawan, batam, tanjungpinang, tanjung pinang, bintan, karimun,
natuna, anambas, lingga, jambi, muaro jambi, kerinci, sungai penuh, muara bungo, tebo, palembang, prabumulih, lubuklinggau,
pagaralam, ogan ilir, banyuasin, musi banyuasin, muara enim, lahat, bengkulu, rejang lebong, curup, bandar lampung,
bandarlampung, lampung, metro, pringsewu, kotabumi, pangkalpinang, pangkal pinang, bangka, belitung, jakarta, dki jakarta,
kepulauan seribu, tangerang, tangerang selatan, tangsel, serang, cilegon, lebak, rangkasbitung, pandeglang, banten, bogor,
depok, bekasi, cikarang, karawang, purwakarta, subang, bandung, bandung barat, cimahi, sumedang, garut, tasikmalaya, ciamis,
banjar, pangandaran, kuningan, cirebon, indramayu, majalengka, sukabumi, cianjur, puncak, lembang, soreang, ngamprah,
cibinong, jatinangor, semarang, ungaran, salatiga, solo, surakarta, sukoharjo, karanganyar, boyolali, klaten, wonogiri,
sragen, magelang, temanggung, wonosobo, kebumen, purworejo, purwokerto, banyumas, purbalingga, banjarnegara, cilacap, tegal,
brebes, pemalang, pekalongan, batang, kendal, demak, kudus, jepara, pati, rembang, blora, grobogan, purwodadi, slawi,
yogyakarta, jogja, jogjakarta, sleman, bantul, kulon progo, kulonprogo, gunungkidul, gunung kidul, wates, wonosari, surabaya,
sidoarjo, gresik, lamongan, tuban, bojonegoro, mojokerto, jombang, kediri, nganjuk, madiun, magetan, ngawi, ponorogo,
pacitan, trenggalek, tulungagung, blitar, malang, batu, pasuruan, probolinggo, lumajang, jember, bondowoso, situbondo,
banyuwangi, bangkalan, sampang, pamekasan, sumenep, madura, kepanjen, bangil, denpasar, badung, kuta, mangupura, gianyar,
ubud, tabanan, bangli, klungkung, semarapura, karangasem, amlapura, buleleng, singaraja, jembrana, negara, bali, nusa dua,
mataram, lombok, lombok tengah, lombok timur, praya, selong, sumbawa, sumbawa besar, dompu, bima, ntb, kupang, ntt, ende,
maumere, ruteng, labuan bajo, larantuka, atambua, kefamenanu, waingapu, waikabubak, bajawa, lewoleba, pontianak, singkawang,
sambas, mempawah, sanggau, sintang, ketapang, kubu raya, palangka raya, palangkaraya, sampit, pangkalan bun, kuala kapuas,
muara teweh, banjarmasin, banjarbaru, martapura, tanah laut, pelaihari, kotabaru, barabai, amuntai, rantau, samarinda,
balikpapan, bontang, tenggarong, kutai kartanegara, kutai timur, sangatta, penajam, berau, tanjung redeb, paser, tarakan,
nunukan, tanjung selor, malinau, bulungan, manado, bitung, tomohon, kotamobagu, minahasa, tondano, gorontalo, limboto, palu,
poso, luwuk, donggala, sigi, parigi, tolitoli, morowali, makassar, gowa, sungguminasa, maros, pangkep, parepare, barru, bone,
watampone, soppeng, wajo, sengkang, palopo, luwu, toraja, makale, rantepao, bulukumba, bantaeng, jeneponto, takalar, sinjai,
enrekang, pinrang, sidrap, mamuju, majene, polewali, polewali mandar, kendari, baubau, kolaka, konawe, wakatobi, ambon, tual,
masohi, maluku, ternate, tidore, sofifi, tobelo, halmahera, jayapura, sentani, merauke, timika, mimika, biak, nabire, wamena,
serui, manokwari, sorong, fakfak, kaimana, raja ampat, papua, nusantara, ikn, jawa barat, jawa tengah, jawa timur, jabar,
jateng, jatim, sumatera utara, sumatera barat, sumatera selatan, sumut, sumbar, sumsel, riau, kepulauan riau, kepri,
kalimantan barat, kalimantan tengah, kalimantan selatan, kalimantan timur, kalimantan utara, kalbar, kalteng, kalsel, kaltim,
kaltara, sulawesi utara, sulawesi tengah, sulawesi selatan, sulawesi tenggara, sulawesi barat, sulut, sulteng, sulsel,
sultra, sulbar, kuala tungkal, sawahlunto, muntilan, cepu, ambarawa, minsel
"""
_WORLD = """
singapura, singapore, kuala lumpur, putrajaya, penang, johor bahru, bangkok, manila, hanoi, ho chi minh, phnom penh,
vientiane, yangon, naypyidaw, bandar seri begawan, dili, beijing, shanghai, hong kong, hongkong, taipei, tokyo, osaka, seoul,
pyongyang, ulan bator, new delhi, mumbai, dhaka, islamabad, karachi, kabul, kolombo, colombo, kathmandu, canberra, sydney,
melbourne, wellington, port moresby, suva, washington, washington dc, new york, los angeles, san francisco, chicago, houston,
miami, toronto, ottawa, mexico city, brasilia, rio de janeiro, sao paulo, buenos aires, santiago, lima, bogota, caracas,
havana, london, paris, berlin, frankfurt, munich, muenchen, madrid, barcelona, roma, rome, milan, milano, vatikan, brussels,
brussel, amsterdam, den haag, the hague, jenewa, geneva, zurich, bern, wina, vienna, praha, warsawa, budapest, athena,
athens, lisbon, lisabon, stockholm, oslo, kopenhagen, copenhagen, helsinki, dublin, edinburgh, manchester, liverpool, moskow,
moscow, kiev, kyiv, minsk, ankara, istanbul, teheran, tehran, baghdad, damaskus, damascus, beirut, amman, yerusalem,
jerusalem, tel aviv, gaza, ramallah, tepi barat, riyadh, jeddah, jedah, mekkah, makkah, mekah, madinah, doha, dubai,
abu dhabi, kuwait, manama, muscat, sanaa, aden, kairo, cairo, tripoli, tunis, aljir, algiers, rabat, khartoum, addis ababa,
nairobi, mogadishu, lagos, abuja, accra, johannesburg, cape town, pretoria, harare, kinshasa, vladivostok, davos, strasbourg,
turin, napoli, doha
"""
PLACES = frozenset(name.strip() for name in f"{_INDONESIA},{_WORLD}".replace("\n", " ").split(",") if name.strip())
